import { useNavigate } from "@tanstack/react-router";
import { TasksScreen } from "#renderer/clienteling/features/tasks/tasks-screen.tsx";

/** `/tasks`. */
export const TasksPage = () => {
  const navigate = useNavigate();
  return (
    <TasksScreen
      onOpen={(profileId) =>
        void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId } })
      }
    />
  );
};
