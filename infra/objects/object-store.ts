// The store that the settings name.
import { resolve } from 'node:path';
import type { ObjectStore } from '../../domain/ports/objects.ts';
import type { ObjectsConfig } from '../config/objects.ts';
import { createBucketStore } from './bucket-store.ts';
import { createFolderStore } from './folder-store.ts';

export const createObjectStore = (config: ObjectsConfig): ObjectStore =>
  config.kind === 's3' ? createBucketStore(config) : createFolderStore(resolve(config.path));
