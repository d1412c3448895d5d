/** An entry of a menu. */
export interface MenuItem {
  readonly label: string
  readonly onclick: () => void
  /** Where a new group begins. */
  readonly isFirstOfGroup?: boolean
}
