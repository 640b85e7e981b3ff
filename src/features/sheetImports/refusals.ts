import { Refusal } from '../../platform/http/refusal.ts'
import { KEPT_DAYS } from './keptFor.ts'

export const refuse = {
  /** @param uploadHref where the workbook can be sent again */
  keptNoLonger: (uploadHref: string) =>
    new Refusal(
      'gone',
      'sheet_imports.kept_no_longer',
      'This preview is no longer kept',
      [`What a workbook holds is kept for ${KEPT_DAYS} days until someone saves it. Nothing was imported: upload the workbook again.`],
      [{ text: 'Upload the workbook again', href: uploadHref }],
    ),
}
