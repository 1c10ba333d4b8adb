import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import { dialHost } from './connection/dial.ts';
import { rememberedAppearance } from './settings/appearance.svelte.ts';
import Workstation from './Workstation.svelte';
import { Workspace } from './workspace/workspace.svelte.ts';

/** Shows the workstation in the page. */
export function openWindow(): void {
  rememberedAppearance();
  const target = document.querySelector('#window');
  if (target === null) throw new Error('index.html has no #window');
  mount(Workstation, { target, props: { workspace: new Workspace(dialHost()) } });
}
