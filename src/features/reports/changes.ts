import type { Id } from '../../platform/id.ts'
import { sayNumber, shortened } from '../../platform/say.ts'

/** The numbers by which it is told whether a report still says what the pages say. */
export type Stamp = {
  issued: number
  expected: number
  completed: number
  /** How often answers had been worked out for counting: another number when an answer has moved. */
  generation: number
  findings: readonly { id: Id<'finding'>; statement: string; n: number; of: number }[]
}

/** What has moved since a report was made, a sentence each; none when all is as it was. */
export function changesSince(then: Stamp, now: Stamp): string[] {
  const returns = (
    [
      ['issued', 'Issued'],
      ['expected', 'Expected'],
      ['completed', 'Completed'],
    ] as const
  ).flatMap(([key, words]) =>
    then[key] === now[key] ? [] : [`${words}: ${sayNumber(then[key])} in the report, ${sayNumber(now[key])} now.`],
  )
  return [
    ...returns,
    ...findingChanges(then, now),
    ...(then.generation === now.generation ? [] : ['Answers have been added or changed, so the numbers of questions may be others.']),
  ]
}

function findingChanges(then: Stamp, now: Stamp): string[] {
  const before = new Map(then.findings.map(finding => [finding.id, finding]))
  const known = new Set(now.findings.map(({ id }) => id))
  const added = now.findings.filter(({ id }) => !before.has(id))
  const removed = then.findings.filter(({ id }) => !known.has(id))
  const moved = now.findings.filter(({ id, n, of, statement }) => {
    const old = before.get(id)
    return old !== undefined && (old.n !== n || old.of !== of || old.statement !== statement)
  })
  return [
    ...moved.map(({ id, statement, n, of }) => {
      const old = before.get(id)
      return old?.statement === statement
        ? `“${shortened(statement)}”: ${old.n} of ${old.of} in the report, ${n} of ${of} now.`
        : `A finding is worded in another way: “${shortened(statement)}”.`
    }),
    ...added.map(({ statement }) => `A finding was added: “${shortened(statement)}”.`),
    ...removed.map(({ statement }) => `A finding was removed: “${shortened(statement)}”.`),
  ]
}
