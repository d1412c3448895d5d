import type { Project, Role } from '../../electron/contract/shown.ts'

/** What is typed of an appliance before it is saved. */
export type ApplianceDraft = Pick<Project, 'name' | 'role' | 'hostName' | 'address' | 'omeVersion'>

export const emptyDraft = (role: Role): ApplianceDraft => ({
  name: '',
  role,
  hostName: '',
  address: '',
  omeVersion: '',
})

export const draftOf = ({ name, role, hostName, address, omeVersion }: ApplianceDraft): ApplianceDraft => ({
  name,
  role,
  hostName,
  address,
  omeVersion,
})

export const isNamed = ({ name }: ApplianceDraft): boolean => name.trim() !== ''

export const trimmed = ({ name, role, hostName, address, omeVersion }: ApplianceDraft): ApplianceDraft => ({
  name: name.trim(),
  role,
  hostName: hostName.trim(),
  address: address.trim(),
  omeVersion: omeVersion.trim(),
})

/** What is different from what was there when the editing began. */
export const changesIn = <Edited extends Partial<Project>>(before: Project, edited: Edited): Partial<Edited> => {
  const was: Partial<Project> = before
  return Object.fromEntries(
    Object.entries(edited).filter(([field, value]) => value !== was[field as keyof Project]),
  ) as Partial<Edited>
}
