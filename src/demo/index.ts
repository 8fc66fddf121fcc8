/** The simulated Microsoft 365: what the `demo` command, the tests and the benchmarks take from this folder. */
export type { Fault, FaultAct } from './faults.js';
export { demoClinic, type Generated, type GenerateOptions, generateTenant, type Planted } from './generate.js';
export { type Simulator, type SimulatorOptions, startSimulator } from './server.js';
export type * from './tenant.js';
export { findDrive, recordChange } from './tenant.js';
