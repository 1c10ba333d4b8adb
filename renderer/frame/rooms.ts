import type { LucideIcon } from '@lucide/svelte';
import Brush from '@lucide/svelte/icons/brush';
import ChartLine from '@lucide/svelte/icons/chart-line';
import House from '@lucide/svelte/icons/house';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import Settings from '@lucide/svelte/icons/settings';
import type { Component } from 'svelte';
import { m } from '#messages';

export const ROOMS = ['home', 'dataset', 'annotate', 'train', 'review', 'settings'] as const;
export type Room = (typeof ROOMS)[number];

interface RoomPlan {
  readonly icon: LucideIcon;
  readonly name: () => string;
  /** Whether it shows something of a project. */
  readonly needsProject: boolean;
  /** Rooms come into the page when they are first entered. */
  readonly load: () => Promise<{ readonly default: Component }>;
}

export const ROOM_PLANS: Readonly<Record<Room, RoomPlan>> = {
  home: {
    icon: House,
    name: m.room_home,
    needsProject: false,
    load: () => import('../home/HomeRoom.svelte'),
  },
  dataset: {
    icon: LayoutGrid,
    name: m.room_dataset,
    needsProject: true,
    load: () => import('../dataset/DatasetRoom.svelte'),
  },
  annotate: {
    icon: Brush,
    name: m.room_annotate,
    needsProject: true,
    load: () => import('../annotate/AnnotateRoom.svelte'),
  },
  train: {
    icon: ChartLine,
    name: m.room_train,
    needsProject: true,
    load: () => import('../train/TrainRoom.svelte'),
  },
  review: {
    icon: ScanSearch,
    name: m.room_review,
    needsProject: true,
    load: () => import('../review/ReviewRoom.svelte'),
  },
  settings: {
    icon: Settings,
    name: m.room_settings,
    needsProject: false,
    load: () => import('../settings/SettingsRoom.svelte'),
  },
};
