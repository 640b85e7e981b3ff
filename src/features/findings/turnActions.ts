import { setImmediate as breathe } from 'node:timers/promises'
import { coverInSteps, type Covering, type Publication, type Rule } from '../suppression/index.ts'

/** What has to be covered of a publication (`cover`), worked out a step at a time: of thousands of returns it takes seconds, and pages are answered meanwhile. */
export async function coverInTurns(publication: Publication, rule: Rule): Promise<Covering> {
  const steps = coverInSteps(publication, rule)
  for (;;) {
    await breathe()
    const step = steps.next()
    if (step.done) return step.value
  }
}
