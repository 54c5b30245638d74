// The administrative commands, whose code is loaded only when one is run.
import {
  deliveriesUsage,
  doctorUsage,
  eraseUsage,
  holdUsage,
  keyUsage,
  masterKeyUsage,
  platformUsage,
  retentionUsage,
  tenantUsage,
  verifyCertificateUsage,
} from './administration-usage.ts';
import { auditUsage, bundleUsage, verifyAuditUsage, verifyBundleUsage } from './audit-usage.ts';
import type { Command } from '../command.ts';

export const administrationCommands: readonly Command[] = [
  {
    name: 'platform',
    summary: 'make and list platforms',
    usage: platformUsage,
    run: async (args) => await (await import('./tenant.ts')).platform(args),
  },
  {
    name: 'tenant',
    summary: 'make and list tenants, see and change their settings and caps',
    usage: tenantUsage,
    run: async (args) => await (await import('./tenant.ts')).tenant(args),
  },
  {
    name: 'key',
    summary: 'make, list, limit, revoke and rotate API keys',
    usage: keyUsage,
    run: async (args) => await (await import('./key.ts')).key(args),
  },
  {
    name: 'erase',
    summary: 'erase what is about the candidate of an interview',
    usage: eraseUsage,
    run: async (args) => await (await import('./erase.ts')).erase(args),
  },
  {
    name: 'verify-certificate',
    summary: 'check a certificate of erasure, offline',
    usage: verifyCertificateUsage,
    run: async (args) => (await import('./verify-certificate.ts')).verifyCertificate(args),
  },
  {
    name: 'audit',
    summary: 'export the audit log of a tenant, print its last hash',
    usage: auditUsage,
    run: async (args) => await (await import('./audit.ts')).audit(args),
  },
  {
    name: 'verify-audit',
    summary: 'check that an audit log was not tampered with, offline too',
    usage: verifyAuditUsage,
    run: async (args) => await (await import('./verify-audit.ts')).verifyAudit(args),
  },
  {
    name: 'bundle',
    summary: 'write everything about one interview into one signed file',
    usage: bundleUsage,
    run: async (args) => await (await import('./bundle.ts')).bundle(args),
  },
  {
    name: 'verify-bundle',
    summary: 'check an audit bundle, offline',
    usage: verifyBundleUsage,
    run: async (args) => await (await import('./bundle.ts')).verifyBundleFile(args),
  },
  {
    name: 'hold',
    summary: 'keep an interview from being erased, for legal reasons',
    usage: holdUsage,
    run: async (args) => await (await import('./hold.ts')).hold(args),
  },
  {
    name: 'retention',
    summary: 'show what is due to be erased, or erase it now',
    usage: retentionUsage,
    run: async (args) => await (await import('./retention.ts')).retention(args),
  },
  {
    name: 'master-key',
    summary: 'exchange the master key, move keys to a database of their own',
    usage: masterKeyUsage,
    run: async (args) => await (await import('./master-key.ts')).masterKey(args),
  },
  {
    name: 'deliveries',
    summary: 'see what was sent to webhook endpoints, send it again',
    usage: deliveriesUsage,
    run: async (args) => await (await import('./deliveries.ts')).deliveries(args),
  },
  {
    name: 'doctor',
    summary: 'check that everything a deployment needs is there',
    usage: doctorUsage,
    run: async (args) => await (await import('./doctor.ts')).doctor(args),
  },
];
