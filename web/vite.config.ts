// Builds the pages for people into `dist/web`: hashed files that the API serves, and nothing that runs on the server.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/assets/',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: '.',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    // Phones of seven years ago.
    target: ['chrome87', 'safari14', 'firefox78'],
    rolldownOptions: { input: { room: `${import.meta.dirname}/room/index.html` } },
  },
});
