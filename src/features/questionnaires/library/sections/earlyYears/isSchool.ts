import type { Condition } from '../../../../questions/index.ts'

/** A nursery school: the guidance for schools and section 175 bind it too, beside the early years framework. */
export const IS_SCHOOL: Condition = { any: [{ fact: 'maintained' }, { fact: 'academy' }] }
