/** What floats over the rooms, and whether it is open. */
export class Panels {
  palette = $state(false);
  shortcuts = $state(false);
  tray = $state(false);
  newProject = $state(false);
  openProject = $state(false);
}
