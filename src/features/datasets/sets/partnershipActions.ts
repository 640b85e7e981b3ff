import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import type { Id } from '../../../platform/id.ts'
import { asRead, STATE_WORDS, type Action, type Lead, type Progress } from '../../actions/index.ts'
import { sayCodes } from '../words.ts'
import { actionColumns, unlessBlank } from './actionColumns.ts'

/** An action with what of the round it answers, and where else it stands. */
export type SourceAction = { action: Action; findings: Id<'finding'>[]; themes: Id<'theme'>[]; plans: Id<'plan'>[] }
const act = columnsFor<SourceAction>()
export const partnershipActionsSet: DataSetOf<SourceAction> = {
  name: 'partnership_actions',
  title: 'Partnership actions',
  description:
    'What the partnership said it will do, in plans, about findings and in answers to what audits said: one row for each action, however many places it has. All of them as they stand now, of whatever year.',
  leading: 2,
  columns: [
    ...actionColumns<SourceAction>(({ action }) => action),
    act.words('remark', 'Remark', ({ action }) => unlessBlank(action.remark), { width: 40 }),
    act.text('lead_note', 'What to look at in the words for who leads', ({ action }) =>
      unlessBlank(asRead.wordNotes(action.lead).join('; ')),
    ),
    act.text('outcome_note', 'What to look at in the outcome measure', ({ action }) =>
      unlessBlank(asRead.wordNotes(action.outcomeMeasure).join('; ')),
    ),
    act.words('dropped_reason', 'Why it was dropped', ({ action }) => unlessBlank(action.droppedReason), { width: 40 }),
    act.instant('state_since', 'Since when it is as far as it is', ({ action }) => action.stateSince),
    act.flag(
      'of_round',
      'True when it is done about a finding or a theme of this round',
      ({ findings, themes }) => findings.length + themes.length > 0,
    ),
    act.ids('findings', 'Findings of this round that it is about, by finding_id, joined with "; "', ({ findings }) => findings, 'Finding'),
    act.ids('themes', 'Themes of this round that it answers, by theme_id, joined with "; "', ({ themes }) => themes, 'Theme'),
    act.ids('plans', 'Plans in which it stands, by plan_id, joined with "; "', ({ plans }) => plans, 'Plan'),
    act.name('created_by', 'Who wrote it', ({ action }) => action.createdBy),
    act.instant('created_at', 'When it was written', ({ action }) => action.createdAt),
    act.name('changed_by', 'Who changed it last', ({ action }) => action.changedBy),
  ],
}

const lead = columnsFor<Lead>()

export const actionLeadsSet: DataSetOf<Lead> = {
  name: 'action_leads',
  title: 'Action leads',
  description:
    'Who leads the actions of Partnership actions, as the words for it were read or as someone said better: one row for each of those who lead one.',
  leading: 2,
  columns: [
    lead.id('action_id', 'The action', ({ actionId }) => actionId, 'Action'),
    lead.integer('place', 'Place among those who lead it', ({ position }) => position + 1),
    lead.words('written', 'The part of the words that names it, as it was written', ({ written }) => written, { width: 30 }),
    lead.code('kind', 'What it is', asRead.LEAD_KIND_WORDS, ({ kind }) => kind),
    lead.name('name', 'Name of the person, post, group or body', ({ name }) => name, { width: 30 }),
    lead.text('organisation', 'Where a person works', ({ organisation }) => unlessBlank(organisation), {
      width: 30,
      personal: 'words',
      coded: { as: 'Organisation', by: ({ organisation }) => organisation.trim().toLowerCase() },
    }),
    lead.words('note', 'What stood beside it in brackets', ({ note }) => unlessBlank(note), { width: 30 }),
    lead.flag('to_confirm', 'True when it is to be confirmed', ({ toConfirm }) => toConfirm),
  ],
}

const progress = columnsFor<Progress>()

export const actionProgressSet: DataSetOf<Progress> = {
  name: 'action_progress',
  title: 'Action progress',
  description: 'What was said of how far the actions of Partnership actions are: one row for each note, the oldest of each action first.',
  leading: 2,
  columns: [
    progress.id('action_id', 'The action', ({ actionId }) => actionId, 'Action'),
    progress.id('progress_id', 'The note', ({ id }) => id, 'Progress'),
    progress.instant('at', 'When', ({ at }) => at),
    progress.words('note', 'What was said', ({ note }) => note, { width: 60 }),
    progress.code('state_after', 'How far it was after it', sayCodes(STATE_WORDS, 'words'), ({ stateAfter }) => stateAfter),
    progress.name('by', 'Who said it', ({ byName }) => byName),
    progress.flag('by_lead', 'True when a lead said it by a link of their own', ({ byLead }) => byLead),
  ],
}
