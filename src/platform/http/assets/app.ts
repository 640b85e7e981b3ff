import { Button, Checkboxes, createAll, ErrorSummary, PasswordInput, Radios, ServiceNavigation } from 'govuk-frontend'
import { askBeforeLeaving } from './askBeforeLeaving.ts'
import { scrollClearOfBar } from './clearOfBar.ts'
import { showCopyButtons } from './copyButton.ts'
import { dropBeside } from './dropBeside.ts'
import { focusOutcome } from './focusOutcome.ts'
import { keepTyped, sendWhatWaits, settleSent } from './keepTyped.ts'
import { leadToGaps } from './nextGap.ts'
import { nameNewRow } from './newRows.ts'
import { openActions } from './openActions.ts'
import { showPrintButtons } from './printButton.ts'
import { reviewByKeys } from './reviewKeys.ts'
import { saveTyped } from './saveTyped.ts'
import { markScrollingRegions } from './scrollingRegions.ts'
import { sendEach } from './sendEach.ts'
import { sendFiles } from './sendFiles.ts'
import { sectionTyping } from './sectionTyping.ts'
import { tellLimits } from './tellLimits.ts'

// Everything works without this file: it only spares a click or a scroll. Components that no page uses stay out.
// Said by what came, not by what is on its way: where the line is cut, what only a script can unfold stays open.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

async function start(): Promise<void> {
  // Before the components look at what is chosen.
  settleSent(document)
  await nameNewRow(document)
  const typing = sectionTyping(document)
  // Its files are on their way before a form is.
  sendFiles(document)
  sendEach(document)
  dropBeside(document)
  void sendWhatWaits(document)
  const send = typing && saveTyped(document, typing, keepTyped(document, typing).allSaved)
  askBeforeLeaving(document, typing ? { isDirty: typing.isDirty, send } : { isDirty: () => false, send: () => Promise.resolve() })
  for (const component of [Button, Checkboxes, ErrorSummary, PasswordInput, Radios, ServiceNavigation]) createAll(component)

  showPrintButtons(document)
  showCopyButtons(document)
  markScrollingRegions(document)
  reviewByKeys(document)
  leadToGaps(document)
  scrollClearOfBar(document)
  openActions(document)
  tellLimits(document)
  focusOutcome(document)
}

void start()
