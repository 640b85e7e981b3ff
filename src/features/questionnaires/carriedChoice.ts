import { choosable, mayChoose, ownChoice, withChoice, type Choice, type ChoiceOf } from './choice.ts'
import type { QuestionnaireDocument } from './document.ts'

/** The choice that a new draft begins with: that of the version before, for what both sets ask and where it may be; else as the set has it. */
export const carriedChoice = (from: QuestionnaireDocument, before: { choice: ChoiceOf } | undefined): ChoiceOf =>
  settled(
    from,
    new Map(
      choosable(from).map(question => {
        const chosen = before?.choice.get(question.key)
        return [question.key, chosen !== undefined && mayChoose(question, from).includes(chosen) ? chosen : ownChoice(question)] as const
      }),
    ),
  )

/**
 * A choice without questions that nobody would be asked: they are left out with those on whose answers they hang. Where law requires one,
 * what it hangs on is asked again instead.
 */
export function settled(from: QuestionnaireDocument, choice: ChoiceOf): ChoiceOf {
  const next = new Map<string, Choice>(choice)
  const own = new Map(choosable(from).map(question => [question.key, ownChoice(question)]))
  // Each turn asks or leaves out one question more, and none is asked again twice: law decides the same in every turn.
  for (let turn = 0; turn <= own.size * 2; turn++) {
    const { unreachable } = withChoice(from, next)
    const bound = unreachable.filter(({ question }) => !mayChoose(question, from).includes('left_out'))
    if (unreachable.length === 0) return next
    if (bound.length > 0) for (const key of bound.flatMap(({ because }) => because)) next.set(key, own.get(key) ?? 'compulsory')
    else for (const { question } of unreachable) next.set(question.key, 'left_out')
  }
  return own
}
