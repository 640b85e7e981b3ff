import { sayCount, sayList } from '../../platform/say.ts'
import { namedIn } from '../accounts/index.ts'
import { hiddenLeads, publicLeads, type Answer } from './answer.ts'
import { sayCounts, textsOf, type SaidDid } from './content.ts'

/** What leaves the office with a page, a sentence each. */
export function leavingOf(content: SaidDid, answers: readonly Answer[]): string[] {
  const numbers = content.themes.flatMap(theme => theme.numbers).length
  const ticked = answers.filter(({ namesPublic }) => namesPublic).flatMap(publicLeads)
  const bodies = [...new Set(answers.filter(({ namesPublic }) => !namesPublic).flatMap(publicLeads))]
  const links = textsOf(content).join(' ').match(ADDRESS)?.length ?? 0
  return [
    sayCounts(content),
    numbers === 0 ? 'No numbers of findings.' : `${sayCount(numbers, 'sentence')} of findings, with small numbers covered.`,
    bodies.length === 0 ? 'No one is named as acting.' : `Who acts, as bodies, groups and posts: ${sayList(bodies)}.`,
    ticked.length === 0 ? 'Nobody who acts is named as a person.' : `Names of people, as someone ticked: ${sayList([...new Set(ticked)])}.`,
    ...(links === 0 ? [] : [`${sayCount(links, 'web address', 'web addresses')}.`]),
  ]
}

const ADDRESS = /https?:\/\/|www\./gi

/** What whoever publishes should look at first. @param people what in its texts may say who somebody is */
export function doubtsOf(content: SaidDid, answers: readonly Answer[], people: readonly string[]): string[] {
  const unanswered = content.themes.filter(theme => theme.answers.length === 0).map(({ title }) => `“${title}”`)
  const hidden = [...new Set(answers.flatMap(hiddenLeads).map(({ written }) => `“${written}”`))]
  return [
    ...(unanswered.length === 0 ? [] : [`No answer yet: ${sayList(unanswered)}.`]),
    ...(hidden.length === 0 ? [] : [`Left out, as they may be people: ${sayList(hidden)}.`]),
    ...(people.length === 0
      ? []
      : [`Look whether this says who a person is, or how to reach them: ${sayList(people.map(words => `“${words}”`))}.`]),
  ]
}

/** The staff whose names stand in a text, other than in answers whose people may be named. */
export function staffNamedIn(content: SaidDid, answers: readonly Answer[], names: readonly string[]): string[] {
  const ticked = new Set(answers.flatMap(({ namesPublic }, at) => (namesPublic ? [at] : [])))
  return namedIn(textsOf({ ...content, answers: content.answers.filter((_, at) => !ticked.has(at)) }), names)
}
