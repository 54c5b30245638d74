// A dialog over the page. Base UI comes after what is to be read, and is here before anybody needs a dialog.
import { Suspense, type ComponentProps } from 'react';
import { chunk } from '../../ui/chunks.ts';

const BaseDialog = chunk(async () => (await import('./base-dialog.tsx')).BaseDialog, 'quiet');

export const Dialog = (props: ComponentProps<typeof BaseDialog>) => (
  <Suspense fallback={null}>
    <BaseDialog {...props} />
  </Suspense>
);
