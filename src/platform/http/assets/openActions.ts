/** Opens the box for an action as soon as an answer is chosen that needs one. */
export function openActions(page: Document): void {
  page.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return
    const action = target.closest('.app-question')?.querySelector<HTMLDetailsElement>('details[data-answers]')
    if (action?.dataset.answers?.split(' ').includes(target.value)) action.open = true
  })
}
