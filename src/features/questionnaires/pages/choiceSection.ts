import type { Request, Response } from 'express'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { capitalised, sayList } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { KIND_WORDS, STRENGTH_WORDS, type Question } from '../../questions/index.ts'
import { CHOICES, choosable, countsOf, mayChoose, nameOf, ownChoice, whyStays, type Choice, type ChoiceOf, type Chosen } from '../choice.ts'
import { saveChoice, shownOf, type OpenChoice, type Saved } from '../choiceActions.ts'
import { conditionWords } from '../conditions.ts'
import type { QuestionnaireDocument, Section } from '../document.ts'
import type { Draft } from '../draftStore.ts'
import { choiceHere, choiceHref, mayChange, sayCounts } from './choice.ts'

type Context = PageContext<StaffActor>
type Here = { draft: Draft; open: OpenChoice; section: Section }

const WORDS: Record<Choice, string> = { compulsory: 'Compulsory', optional: 'Optional', left_out: 'Not asked' }

/** The questions of one section, each with what may be chosen of it. */
export const choiceSectionPage: Page<StaffActor> = async (context, req, res) => show(context, res, await sectionHere(context, req), {})

/** Keeps what was chosen of a section. */
export const saveChoicePage: Page<StaffActor> = async (context, req, res) => {
  const here = await sectionHere(context, req)
  const wanted = wantedIn(here, req.body)
  const saved = await saveChoice(context.db, context.actor, {
    ...{ id: here.draft.id, section: here.section.key, wanted },
    ...{ shown: typed(req.body, 'shown'), also: typed(req.body, 'also') === 'yes' },
  })
  if ('follows' in saved) {
    const what =
      saved.is === 'saved' ? `What you chose of “${here.section.title}” is saved.` : 'Nothing was changed: it was chosen so already.'
    req.session.notice = { text: [what, ...saved.follows].join(' '), ...(saved.is === 'saved' ? {} : { kind: 'information' }) }
    res.redirect(303, choiceHref(here.draft))
    return
  }
  const again = await sectionHere(context, req)
  show(context, res.status(saved.is === 'changed' ? 409 : 422), again, {
    wanted,
    errors: errorsOf(saved, again),
    offersAlso: offersAlso(saved, again),
  })
}

async function sectionHere(context: Context, req: Request): Promise<Here> {
  const { draft, open } = await choiceHere(context, req)
  const section = open.from.sections.find(({ key }) => key === req.params.section)
  if (!section || choosable({ sections: [section] }).length === 0) throw notFound()
  return { draft, open, section }
}

const wantedIn = ({ section }: Here, body: unknown): ChoiceOf =>
  new Map(
    choosable({ sections: [section] }).flatMap(({ key }) => {
      const choice = CHOICES.find(one => one === typed(body, `choice.${key}`))
      return choice ? [[key, choice] as const] : []
    }),
  )

type NotSaved = Exclude<Saved, { is: 'saved' | 'unchanged' }>

/** What keeps a choice from being saved, each at its question. */
function errorsOf(saved: NotSaved, { section, open }: Here): FormError[] {
  const first = `choice-${choosable({ sections: [section] })[0]?.key ?? ''}`
  if (saved.is === 'changed')
    return [
      { field: first, message: `${saved.by} chose of this section after you opened it. What you chose is below: save again to keep it` },
    ]
  if (saved.is === 'faulty') return saved.faults.map(message => ({ field: first, message }))
  const names = new Map(choosable(open.from).map(question => [question.key, nameOf(question)]))
  const isHere = (key: string) => section.questions.some(question => question.key === key)
  const found = saved.unreachable.map(({ question, because }) => ({
    field: `choice-${because.find(isHere) ?? question.key}`,
    name: `“${nameOf(question)}”`,
    about: sayList(because.map(key => `“${names.get(key) ?? key}”`)),
    isLaw: !mayChoose(question, open.from).includes('left_out'),
  }))
  return [...Map.groupBy(found, ({ field, about, isLaw }) => `${field} ${about} ${isLaw}`).values()].flatMap(alike => {
    const [one] = alike
    if (!one) return []
    const [is, it] = alike.length === 1 ? ['is', 'it asks'] : ['are', 'they ask']
    const law = one.isLaw ? `, and the law requires what ${it}` : ''
    const message = `${sayList(alike.map(({ name }) => name))} ${is} asked only because of the answer to ${one.about}${law}`
    return [{ field: one.field, message }]
  })
}

/** The questions that can be left out with those that they hang on: none where law requires one, or where what they hang on is elsewhere. */
function offersAlso(saved: NotSaved, { section, open }: Here): Chosen['unreachable'] {
  if (saved.is !== 'unreachable') return []
  const isHere = (key: string) => section.questions.some(question => question.key === key)
  const can = saved.unreachable.every(
    ({ question, because }) => mayChoose(question, open.from).includes('left_out') && because.some(isHere),
  )
  return can ? saved.unreachable : []
}

type Shown = { wanted?: ChoiceOf; errors?: readonly FormError[]; offersAlso?: Chosen['unreachable'] }

function show(context: Context, res: Response, here: Here, { wanted, errors = [], offersAlso: also = [] }: Shown): void {
  const { draft, open, section } = here
  const isOpen = mayChange(context, draft)
  const questions = choosable({ sections: [section] })
  const chosen = new Map([...open.choice, ...(wanted ?? [])])
  renderPage(res, 'questionnaires/choiceSection', {
    title: section.title,
    layout: 'staff',
    breadcrumbs: [
      { text: 'Questionnaires', href: '/questionnaires' },
      { text: `Questions of set ${draft.setCode}`, href: choiceHref(draft) },
      { text: section.title },
    ],
    errors: summaryOf(errors),
    caption: `Set ${draft.setCode}: which questions are asked`,
    counts: `${sayCounts(countsOf(questions, open.choice))}.`,
    condition: section.when ? `${capitalised(conditionWords(section.when, open.from))}.` : '',
    action: isOpen ? `${choiceHref(draft)}/${section.key}` : null,
    shown: shownOf(open, section.key),
    also: also.length === 0 ? null : { text: `Leave out ${sayList(also.map(({ question }) => `“${nameOf(question)}”`))} as well` },
    questions: questions.map(question =>
      questionView(question, {
        chosen: chosen.get(question.key) ?? ownChoice(question),
        from: open.from,
        isOpen,
        errorOf: errorsBy(errors),
      }),
    ),
    back: choiceHref(draft),
  })
}

type Of = { chosen: Choice; from: QuestionnaireDocument; isOpen: boolean; errorOf: ReturnType<typeof errorsBy> }

function questionView(question: Question, { chosen, from, isOpen, errorOf }: Of) {
  const may = mayChoose(question, from)
  const id = `choice-${question.key}`
  const lines = [
    [question.strength ? STRENGTH_WORDS[question.strength] : '', question.reference ?? '', KIND_WORDS[question.kind]]
      .filter(part => part !== '')
      .join(' · '),
    question.when ? `${capitalised(conditionWords(question.when, from))}.` : '',
    whyStays(question, from),
  ].filter(line => line !== '')
  const fixed = !isOpen || may.length === 1
  return {
    label: question.label,
    id,
    lines,
    fixed: fixed ? WORDS[chosen] : null,
    radios: fixed
      ? null
      : {
          idPrefix: id,
          name: `choice.${question.key}`,
          classes: 'govuk-radios--small',
          fieldset: { legend: { text: question.label, classes: 'govuk-fieldset__legend--s' } },
          items: may.map(value => ({
            value,
            text: value === ownChoice(question) ? `${WORDS[value]} (as in the set)` : WORDS[value],
            checked: chosen === value,
          })),
          errorMessage: errorOf(id),
        },
  }
}
