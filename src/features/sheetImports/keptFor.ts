/** How long the cells of a workbook are kept that nobody imports: a preview is looked at, perhaps with a colleague, and then decided. */
export const KEPT_DAYS = 14
