import type { AgencyLink } from './linkStore.ts'

/** Where the links of agencies lead; the purpose of their tokens too. */
export const LINK_PATH = '/rate'

/** Whether a link leads nowhere any more: staff ended it, or its last day is over. */
export const isOver = ({ endedAt, endsAt }: Pick<AgencyLink, 'endedAt' | 'endsAt'>, now: Date): boolean => endedAt !== null || endsAt <= now
