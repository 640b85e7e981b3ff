import { can, type AuditReturn } from '../returns/index.ts'

/** Whether staff may key in the answers of a return, or correct them: it came offline and is in, whatever became of its round. */
export const isOpenForKeying = ({ status, submittedVia }: Pick<AuditReturn, 'status' | 'submittedVia'>): boolean =>
  can('keyIn', status) && submittedVia === 'offline'
