import { HYPERVISOR_RULES, RULE_SOURCES } from "./hypervisors.ts";
import type { PlatformName } from "./names.ts";
import { PLATFORM_SOURCES } from "./platforms.ts";
import type { Sourced } from "./sourced.ts";

/** A limit that a platform sets, or a rule of its hypervisor. */
export interface PlatformSetting {
  /** The field of `migration`. */
  field: string;
  value: unknown;
  /** The source of the value. */
  source: string;
}

/** The settings of a platform: its cap and downtime limit, and everything that it sets itself. */
export function platformSettings(name: PlatformName): PlatformSetting[] {
  const { hypervisor, migration = {} } = PLATFORM_SOURCES[name];
  const own = Object.entries(migration) as [string, Sourced<unknown>][];
  const rules: Record<string, Sourced<unknown>> = hypervisor === "qemu"
    ? {
      maxBytesPerSecond: RULE_SOURCES.qemu.maxBytesPerSecond!,
      downtimeLimitSeconds: [HYPERVISOR_RULES.qemu.downtimeLimitSeconds, "QEMU migration/options.c: 300 ms"],
    }
    : {};
  const settings = { hypervisor: [hypervisor, "its rules"] as const, ...rules, ...Object.fromEntries(own) };
  return Object.entries(settings).map(([field, [value, source]]) => ({ field, value, source }));
}
