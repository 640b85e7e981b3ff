import { type ReturnStatus, stands } from './lifecycle.ts'

/*
 * What is late: of a return that is still to come, and of one that came. A deadline is met at its very instant. The same in SQL stands
 * in `standingSql.ts`; a property test holds the two equal.
 */

/** Due and not come. Now is passed in: in a transaction, the database's. */
export const isOverdue = ({ status, dueAt }: { status: ReturnStatus; dueAt: Date }, now: Date): boolean =>
  stands('outstanding', status) && now > dueAt

/** How a return came that was sent: by the date that its round gave it, by the later one of an extension, or after both. */
export const cameBy = ({
  submittedAt,
  firstDueAt,
  dueAt,
}: {
  submittedAt: Date
  firstDueAt: Date
  dueAt: Date
}): 'on_time' | 'in_extension' | 'late' => {
  if (submittedAt <= firstDueAt) return 'on_time'
  return submittedAt <= dueAt ? 'in_extension' : 'late'
}
