import { checkFileJob } from '../../src/features/evidence/checkJobs.ts'
import { drain } from '../../src/platform/jobs/worker.ts'
import type { TestWorld } from './app.ts'

/** Reads the files that were added: until then staff open none of them. */
export const filesAreRead = ({ deps }: Pick<TestWorld, 'deps'>): Promise<number> => drain(deps, [checkFileJob])
