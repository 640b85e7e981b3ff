import { sayDay } from '../../../platform/london.ts'
import { planWords } from '../../actionPlan/index.ts'
import type { SaidThen } from '../../lastYear/index.ts'

/** "How far the action was: Under way, said on Monday 1 March 2027 by Lee Marsh: Two clubs of three." */
export const progressLine = ({ stateAfter, at, byName, note }: SaidThen): string =>
  `How far the action was: ${planWords.PLAN_STATE_WORDS[stateAfter].words}, said on ${sayDay(at)} by ${byName}${note === '' ? '.' : `: ${note}`}`
