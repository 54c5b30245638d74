// Help and options: the one place of every way out, on every screen.

export const OptionsDialog = ({ onClose }: { onClose: () => void }) => (
  <dialog open>
    <button type="button" onClick={onClose}>
      …
    </button>
  </dialog>
);
