// The administrative commands, whose code is loaded only when one is run.
import { doctorUsage, keyUsage, platformUsage, tenantUsage } from './administration-usage.ts';
import type { Command } from './command.ts';

export const administrationCommands: readonly Command[] = [
  {
    name: 'platform',
    summary: 'make and list platforms',
    usage: platformUsage,
    run: async (args) => await (await import('./tenant.ts')).platform(args),
  },
  {
    name: 'tenant',
    summary: 'make and list tenants, see and change their settings',
    usage: tenantUsage,
    run: async (args) => await (await import('./tenant.ts')).tenant(args),
  },
  {
    name: 'key',
    summary: 'make, list, revoke and rotate API keys',
    usage: keyUsage,
    run: async (args) => await (await import('./key.ts')).key(args),
  },
  {
    name: 'doctor',
    summary: 'check that everything a deployment needs is there',
    usage: doctorUsage,
    run: async (args) => await (await import('./doctor.ts')).doctor(args),
  },
];
