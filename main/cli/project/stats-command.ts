import { Command } from 'commander';
import { type ProjectStats, projectStats } from '../../services/project/stats.ts';
import { table } from '../table.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { lookingAt } from './with-project.ts';

export function statsCommand(terminal: Terminal): Command {
  return new Command('stats')
    .description('what a project holds')
    .argument('<project>', 'folder of the project')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: { readonly json?: boolean }) =>
      runCommand(terminal, () =>
        lookingAt(project, (store) => {
          const stats = projectStats(store);
          terminal.result(flags.json === true ? JSON.stringify(statsJson(stats)) : statsText(stats));
          return Promise.resolve();
        }),
      ),
    );
}

function statsText(stats: ProjectStats): string {
  const { split, runs } = stats;
  const states = [...stats.states].map(([state, images]) => `${images} ${state}`).join(', ');
  const subsets = [...(split?.subsets ?? [])].map(([subset, images]) => `${subset} ${images}`).join(', ');
  const classes = stats.classes.map(({ name, images, instances, pixels }) => [
    name,
    ...[images, instances, pixels].map(String),
  ]);
  const trained = runs.map(({ name, id, state, miou }) => [name, id, state, miou?.toFixed(3) ?? '-']);
  return [
    `${stats.name}: ${stats.images} images of ${stats.parts} parts and ${stats.lots} lots${states === '' ? '' : ` (${states})`}`,
    ...table(['class', 'images', 'instances', 'pixels'], classes),
    split === null
      ? 'No split yet'
      : `Split ${split.split.name}: ${subsets}${split.unassigned > 0 ? `; ${split.unassigned} in none` : ''}`,
    ...(runs.length === 0 ? ['No run yet'] : table(['run', 'id', 'state', 'val mIoU'], trained)),
  ].join('\n');
}

function statsJson({ name, images, parts, lots, states, classes, split, runs }: ProjectStats): object {
  return {
    ...{ name, images, parts, lots, states: Object.fromEntries(states), classes },
    split:
      split === null
        ? null
        : {
            ...{ id: split.split.id, name: split.split.name, method: split.split.method },
            ...{ subsets: Object.fromEntries(split.subsets), unassigned: split.unassigned },
          },
    runs: runs.map((run) => ({
      ...{ id: run.id, name: run.name, state: run.state, device: run.device, best_val_miou: run.miou },
    })),
  };
}
