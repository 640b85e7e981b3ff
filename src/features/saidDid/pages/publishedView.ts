import { paragraphs } from '../../../platform/say.ts'
import { withWebLinks } from '../../../platform/webLinks.ts'
import { STATE_WORDS } from '../../actions/index.ts'
import { sayCounts, type PublicAnswer, type SaidDid } from '../content.ts'

/** What the page that anyone reads shows, as finished sentences. */
export const publishedView = (content: SaidDid) => ({
  counts: sayCounts(content),
  themes: content.themes.map(({ title, statement, heard, numbers, answers }, at) => ({
    id: `theme-${at + 1}`,
    title,
    said: paragraphs(statement).map(withWebLinks),
    heard,
    numbers,
    answers: answers.flatMap(place => content.answers[place] ?? []).map(answerView),
  })),
})

const answerView = ({ what, who, when, state }: PublicAnswer) => ({
  what: paragraphs(what).map(withWebLinks),
  state: STATE_WORDS[state].words,
  when,
  who: who.join('; '),
})
