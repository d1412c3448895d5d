import type { Recipe } from '../recipe.ts'

/** Keyfactor EJBCA, by its web pages. */
export const recipe: Recipe = {
  id: 'ejbca',
  rank: 45,
  grant: 'no-client-authentication',
  ways: [
    {
      id: 'profile',
      steps: [{ id: 'open' }, { id: 'clone' }, { id: 'usages' }, { id: 'life' }, { id: 'endEntity' }],
    },
    {
      id: 'request',
      steps: [{ id: 'open' }, { id: 'choose' }, { id: 'upload' }, { id: 'names' }, { id: 'download' }],
    },
  ],
  sources: [
    'https://docs.keyfactor.com/ejbca/latest/create-a-certificate-profile-for-ssl-servers',
    'https://docs.keyfactor.com/ejbca/latest/ra-operations-guide',
    'https://github.com/Keyfactor/ejbca-ce/blob/main/modules/cesecore-common/src/org/cesecore/certificates/certificateprofile/CertificateProfile.java',
    'https://github.com/Keyfactor/ejbca-ce/blob/main/modules/ra-gui/resources/WEB-INF/classes/Messages_en.properties',
  ],
  readOn: '2026-11-24',
}
