# What every customer of a file in the online retail layout should hold under the programme of
# whole-programme.ts, worked out from the file alone and plainly. Run it with the end of the file as
# local time: awk -v end="2011-06-01 00:00:00" -f reconcile.awk FILE.csv
#
# Prints, for each customer: points that can be spent, pending points, tier points, the tier reached,
# sales counted.

BEGIN { FS = "," }

# Description may hold commas, so what follows it is counted from the end.
$1 ~ /^C?[0-9]+$/ {
  invoice = $1
  stock = $2
  quantity = $(NF - 4)
  cents = rounded($(NF - 2) * 100)
  lineCents = quantity * cents
  if ($(NF - 3) > soldAt[invoice]) soldAt[invoice] = $(NF - 3)
  if (customer[invoice] == "" && $(NF - 1) != "") customer[invoice] = int($(NF - 1))
  # Prices below a cent: what rounding them leaves counts as goods.
  total[invoice] += rounded(quantity * $(NF - 2) * 100)
  spread[invoice] += lineCents
  if (isGoods(stock)) {
    goods[invoice] += lineCents
    if (stock == "85123A") hearts[invoice] += lineCents
  }
  lastLine[invoice] = NR
  invoiceAt[NR] = invoice
}

END {
  for (line = 1; line <= NR; line++) {
    invoice = invoiceAt[line]
    if (invoice != "" && lastLine[invoice] == line && customer[invoice] != "") settle(invoice)
  }
  for (who in isCustomer) report(who)
}

function settle(invoice,   who, at, rest, earning, points, day) {
  who = customer[invoice]
  isCustomer[who] = 1
  at = soldAt[invoice]
  day = substr(at, 1, 10)
  rest = total[invoice] - spread[invoice]
  earning = goods[invoice] + rest
  if (total[invoice] > 0 && earning > 0) {
    sales[who]++
    # The hearts' own rate, or the double points of the season, or one point for a pound.
    points = int((hearts[invoice] * 5 + (goods[invoice] - hearts[invoice]) * (isSeason(day) ? 2 : 1) + rest) / 100)
    if (points > 0) {
      lots[who]++
      activeAt[who, lots[who]] = fortnightAfter(at)
      left[who, lots[who]] = points
    }
    gain[who, day] += int(earning / 100)
    had[who] += int(earning / 100)
    note(who, day)
  }
  if (total[invoice] < 0 && earning < 0) {
    # Nothing says which sale it is of: no promotion is taken back.
    points = int(-earning / 100)
    giveBack(who, at, points)
    # The file is shorter than the twelve months whose tier points can be lost.
    if (points > had[who]) points = had[who] + 0
    loss[who, day] += points
    had[who] -= points
    note(who, day)
  }
}

# Pending points first, the oldest first, and no more than there are: the returns name no receipt,
# and nobody owes what they never had.
function giveBack(who, at, points,   pending, lot, part) {
  for (pending = 1; pending >= 0; pending--) {
    for (lot = 1; lot <= lots[who]; lot++) {
      if ((activeAt[who, lot] > at) != pending) continue
      part = left[who, lot] < points ? left[who, lot] : points
      left[who, lot] -= part
      points -= part
    }
  }
}

function report(who,   lot, active, pending, i, day, sum, tier) {
  for (lot = 1; lot <= lots[who]; lot++) {
    if (activeAt[who, lot] > end) pending += left[who, lot]
    else active += left[who, lot]
  }
  sortDays(who)
  tier = "-"
  for (i = 1; i <= days[who]; i++) {
    day = dayOf[who, i]
    sum += gain[who, day]
    if (sum >= 300 && tier == "-") tier = "Silver"
    if (sum >= 800 && tier != "Black") tier = "Gold"
    if (sum >= 1500) tier = "Black"
    sum -= loss[who, day]
  }
  print who, active + 0, pending + 0, sum + 0, tier, sales[who] + 0
}

function note(who, day) {
  if ((who, day) in noted) return
  noted[who, day] = 1
  dayOf[who, ++days[who]] = day
}

function sortDays(who,   i, j, day) {
  for (i = 2; i <= days[who]; i++) {
    day = dayOf[who, i]
    for (j = i - 1; j >= 1 && dayOf[who, j] > day; j--) dayOf[who, j + 1] = dayOf[who, j]
    dayOf[who, j + 1] = day
  }
}

function isSeason(day) { return day >= "2011-02-14" && day <= "2011-04-10" }

function isGoods(stock) {
  return toupper(stock) !~ /^(POST|DOT|C2|D|M|S|B|CRUK|PADS|BANK CHARGES|AMAZONFEE|GIFT_.*)$/
}

function rounded(amount) { return amount < 0 ? -int(-amount + 0.5 + 1e-9) : int(amount + 0.5 + 1e-9) }

# The same time of day, fourteen days later.
function fortnightAfter(at,   year, month, day) {
  year = substr(at, 1, 4) + 0
  month = substr(at, 6, 2) + 0
  day = substr(at, 9, 2) + 14
  if (day > daysIn(year, month)) {
    day -= daysIn(year, month)
    if (++month > 12) { month = 1; year++ }
  }
  return sprintf("%04d-%02d-%02d%s", year, month, day, substr(at, 11))
}

function daysIn(year, month) {
  if (month == 2) return year % 4 == 0 ? 29 : 28
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
}
