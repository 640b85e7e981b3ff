import { expect, test } from '@jest/globals'
import { OUTCOMES, OUTCOME_WORDS } from '../../../src/features/sampling/outcome.ts'

test('no outcome speaks of what the establishment told: those whose return never came are reviewed and told their outcome, too', () => {
  for (const outcome of OUTCOMES) expect(OUTCOME_WORDS[outcome].means).not.toMatch(/told|said|answered/)
})
