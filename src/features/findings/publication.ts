import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'
import { publishableSentence, sentenceWithoutNumbers, type CountedAnswers, type Finding, type Source } from './finding.ts'
import { quantify, SMALL_NUMBER } from './quantifier.ts'

/** What decides whether a finding's numbers can be published. */
export type CountedFinding = { id: Id<'finding'>; source: Source; counted: readonly CountedAnswers[]; n: number; of: number }

/**
 * - `small`: n, N - n or N is from 1 to 4
 * - `reveals`: beside another finding that is published, its numbers would let a small number be worked out
 */
export type Caution = 'small' | 'reveals'

/**
 * Which findings must not be published with their numbers (decision 0011). Of two that reveal a small number together,
 * the one that comes later gives way.
 *
 * @param findings in the order of the page
 */
export function cautions(findings: readonly CountedFinding[]): Map<Id<'finding'>, Caution> {
  const found = new Map<Id<'finding'>, Caution>()
  const published: CountedFinding[] = []
  for (const finding of findings) {
    if (quantify(finding.n, finding.of).small) found.set(finding.id, 'small')
    else if (published.some(other => revealTogether(other, finding))) found.set(finding.id, 'reveals')
    else published.push(finding)
  }
  return found
}

/** Each finding in the words in which it may be published beside the others. @param findings all that are published together, in their order */
export function publishedSentences(findings: readonly Finding[]): Map<Id<'finding'>, string> {
  const careful = cautions(findings)
  return new Map(
    findings.map(({ id, n, of, source, statement }) => [
      id,
      careful.get(id) === 'reveals' ? sentenceWithoutNumbers(source, statement) : publishableSentence(quantify(n, of), source, statement),
    ]),
  )
}

/** Two counts over the same question and the same establishments: what lies between or beside them can be worked out. */
function revealTogether(one: CountedFinding, other: CountedFinding): boolean {
  const [first, second] = [soleQuestion(one), soleQuestion(other)]
  if (!first || !second || first.question !== second.question || one.source !== other.source || one.of !== other.of) return false
  const [mine, theirs] = [asSet(first.values), asSet(second.values)]
  if (isWithin(mine, theirs) || isWithin(theirs, mine)) return isSmall(Math.abs(one.n - other.n))
  return ![...mine].some(value => theirs.has(value)) && isSmall(one.of - one.n - other.n)
}

const soleQuestion = ({ counted }: CountedFinding): CountedAnswers | undefined => (counted.length === 1 ? counted[0] : undefined)
const asSet = (values: readonly Json[]): Set<string> => new Set(values.map(value => JSON.stringify(value)))
const isWithin = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean => [...inner].every(value => outer.has(value))
const isSmall = (count: number): boolean => count > 0 && count < SMALL_NUMBER
