import { m } from '#messages';
import { ACTIONS, type Action } from '../../app/settings/key-bindings.ts';
import { ACTION_NAMES } from '../keys/action-names.ts';
import { LANGUAGE_NAMES, locales } from '../messages/locale.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { route } from './route.svelte.ts';

/** What the palette offers. */
export interface Command {
  readonly id: string;
  readonly group: 'command' | 'project' | 'run' | 'image';
  readonly label: string;
  readonly detail?: string;
  readonly chord?: string;
  readonly run: () => void;
}

/** All that can be done from anywhere, by name. */
export function commands({ change, keys, panels, project, runs, settings }: Workspace): Command[] {
  const actions = ACTIONS.filter((action) => action !== 'palette').map((action: Action): Command => ({
    id: action,
    group: 'command',
    label: ACTION_NAMES[action](),
    chord: keys.map[action],
    run: () => {
      keys.run(action);
    },
  }));
  const languages = locales.map((language): Command => ({
    id: `language-${language}`,
    group: 'command',
    label: m.command_language({ language: LANGUAGE_NAMES[language] }),
    run: () => void change(() => settings.update({ language })),
  }));
  const projects = settings.current.recentProjects.map(({ file, name }): Command => ({
    id: file,
    group: 'project',
    label: m.command_open({ name }),
    detail: file,
    run: () => void change(() => project.open(file, false)),
  }));
  const trainings = (runs.value ?? []).map(({ id, name }): Command => ({
    id,
    group: 'run',
    label: name,
    run: () => {
      route.goTo('train', id);
    },
  }));
  return [
    ...actions,
    {
      id: 'open-project',
      group: 'command',
      label: m.command_open_project(),
      run: () => (panels.openProject = true),
    },
    {
      id: 'new-project',
      group: 'command',
      label: m.command_new_project(),
      run: () => (panels.newProject = true),
    },
    ...languages,
    ...trainings,
    ...projects,
  ];
}
