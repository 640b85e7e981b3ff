import { sayList } from '../../platform/say.ts'

/** Why a page cannot be published that names them, and what to do; blank when it names nobody. */
export const sayStaffNamed = (named: readonly string[], remedy: string): string =>
  named.length === 0
    ? ''
    : `A text names ${sayList(named)}, who ${named.length === 1 ? 'has an account' : 'have accounts'} here. Names of staff do not leave the office: ${remedy}`
