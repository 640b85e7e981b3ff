import type { StatNumber } from '../../../platform/http/components.ts'
import type { Id } from '../../../platform/id.ts'
import { sampleHref, type SampleMember } from '../../sampling/index.ts'

/** How far the review of a member has come. */
export type Progress = { reviewed: number; of: number }

/** The lists of a sample's members that its numbers count. */
export const SAMPLE_LISTS = ['documents', 'no_documents', 'started', 'complete', 'outcome', 'no_outcome'] as const
export type SampleList = (typeof SAMPLE_LISTS)[number]

const LISTS: Record<SampleList, { words: string; has: (member: SampleMember, progress: Progress) => boolean }> = {
  documents: { words: 'Sent documents', has: ({ files }) => files > 0 },
  no_documents: { words: 'Documents to come', has: ({ files }) => files === 0 },
  started: { words: 'Reviews started', has: (_member, { reviewed }) => reviewed > 0 },
  complete: { words: 'Every question reviewed', has: (_member, { reviewed, of }) => of > 0 && reviewed === of },
  outcome: { words: 'With an outcome', has: ({ outcome }) => outcome !== null },
  no_outcome: { words: 'Without an outcome', has: ({ outcome }) => outcome === null },
}

/** Those of the members who stand in a list. */
export const membersIn = (
  list: SampleList,
  members: readonly SampleMember[],
  progressOf: (member: SampleMember) => Progress,
): SampleMember[] => members.filter(member => LISTS[list].has(member, progressOf(member)))

/** How many members each list has. */
export type ListCounts = Record<SampleList, number>

export const countLists = (members: readonly SampleMember[], progressOf: (member: SampleMember) => Progress): ListCounts =>
  Object.fromEntries(SAMPLE_LISTS.map(list => [list, membersIn(list, members, progressOf).length])) as ListCounts

/** The address of a list, from its first page on. */
export function listHref(
  { roundId, id }: { roundId: Id<'round'>; id: Id<'sample'> },
  { list, page = 1 }: { list: SampleList | undefined; page?: number },
): string {
  const query = new URLSearchParams({ ...(list ? { show: list } : {}), ...(page > 1 ? { page: String(page) } : {}) })
  return `${sampleHref(roundId, id)}${query.size > 0 ? `?${query.toString()}` : ''}`
}

type Of = { roundId: Id<'round'>; id: Id<'sample'> }

/** The numbers above a sample, each with the list behind it. */
export function statsOf(sample: Of, total: number, counts: ListCounts): StatNumber[] {
  const href = (list: SampleList | undefined) => `${listHref(sample, { list })}#members-lists`
  return [
    { number: total, label: 'Establishments', href: href(undefined) },
    {
      number: counts.documents,
      label: 'Sent documents',
      note: left(counts.no_documents, 'to come'),
      tone: 'quiet',
      href: href('documents'),
    },
    {
      number: counts.started,
      label: 'Reviews started',
      note: `${counts.complete} with every question reviewed`,
      tone: 'quiet',
      href: href('started'),
    },
    {
      number: counts.outcome,
      label: 'With an outcome',
      note: left(counts.no_outcome, 'to go'),
      tone: counts.no_outcome === 0 ? 'good' : 'quiet',
      href: href('outcome'),
    },
  ]
}

const left = (n: number, words: string): string => (n === 0 ? 'all of them' : `${n} ${words}`)

/** The ways from one list to the others, each with how many it has. */
export const listTabs = (sample: Of, total: number, counts: ListCounts, current: SampleList | undefined) => ({
  label: 'Which establishments',
  items: [
    { text: `All (${total})`, href: `${listHref(sample, { list: undefined })}#members-lists`, current: current === undefined },
    ...SAMPLE_LISTS.map(list => ({
      text: `${LISTS[list].words} (${counts[list]})`,
      href: `${listHref(sample, { list })}#members-lists`,
      current: list === current,
    })),
  ],
})
