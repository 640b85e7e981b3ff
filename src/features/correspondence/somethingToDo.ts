import { can, stands } from '../returns/index.ts'
import type { ReturnToWriteAbout } from './store.ts'

/** Whether anybody there has something left to do: to answer and send, to sign as chair, or to send evidence that is asked for. */
export const hasSomethingToDo = ({
  status,
  linkLeads,
  evidenceAsked,
}: Pick<ReturnToWriteAbout, 'status' | 'linkLeads' | 'evidenceAsked'>): boolean =>
  linkLeads && (!stands('completed', status) || can('completeSignOff', status) || evidenceAsked)
