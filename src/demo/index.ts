/** The simulated Microsoft 365: what the `demo` command, the tests and the benchmarks take from this folder. */
export { type RegisteredCertificate, registerCertificate } from './certificate.js';
export type { Fault, FaultAct } from './faults.js';
export { generateHospital, type HospitalOptions } from './generate/hospital.js';
export { generateLarge, type LargeOptions } from './generate/large.js';
export type { PlantedHospital } from './generate/planted-hospital.js';
export {
  demoClinic,
  type Generated,
  type GenerateOptions,
  generateTenant,
  type Planted,
  type PlantedTenant,
} from './generate.js';
export { type Simulator, type SimulatorOptions, startSimulator } from './server.js';
export type * from './tenant.js';
export { findDrive, recordChange } from './tenant.js';
