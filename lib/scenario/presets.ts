import calibration from "../../data/song-2014-supported.json" with { type: "json" };
import { type PlatformName, PLATFORMS, type PresetName } from "./names.ts";
import { PLATFORM_SOURCES } from "./platforms.ts";
import { type Preset, presetOf, type PresetSources } from "./preset.ts";
import { testbed, testbedSources } from "./song-2014.ts";

/** Two hosts on Gigabit Ethernet under later Xen's rules. Every value is its field's default. */
const GIGABIT: PresetSources = { hypervisor: "xen-4.6" };

const { parameters, free } = calibration;
const calibrated = new Set(free.map(({ path }) => path));

/** Where each preset differs from the fields' defaults and its hypervisor's rules, and why. */
export const PRESET_SOURCES: Readonly<Record<PresetName, PresetSources>> = {
  gigabit: GIGABIT,
  ...PLATFORM_SOURCES,
  song2014Low: testbedSources(parameters, calibrated),
  song2014High: testbedSources(parameters, calibrated),
};

/** Every preset, by name. */
export const PRESET_SCENARIOS: Readonly<Record<PresetName, Preset>> = {
  gigabit: presetOf(GIGABIT),
  ...Object.fromEntries(PLATFORMS.map((name) => [name, presetOf(PLATFORM_SOURCES[name])])) as Record<
    PlatformName,
    Preset
  >,
  song2014Low: testbed(parameters, "low"),
  song2014High: testbed(parameters, "high"),
};
