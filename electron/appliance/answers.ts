/** What the appliance answers when it refuses: codes, texts and causes as Dell KB 000221202 prints them. */

export type AnswerCode = 'CGEN1008' | 'CSEC9002' | 'CGEN6002'

/** An error of the appliance; `args` are the MessageArgs, which only the log and the REST API show. */
export interface Answer {
  readonly code: AnswerCode
  readonly args: readonly string[]
}

/** The console's own English text of each code. */
export const answerMessages: Readonly<Record<AnswerCode, string>> = {
  CGEN1008: 'Unable to process the request because an error occurred.',
  CSEC9002: 'Unable to upload the certificate because the certificate file provided is invalid.',
  CGEN6002:
    'Unable to complete the request because the input value for DistinguishedName is missing or an invalid value is entered.',
}

/** What the connection check says whatever the cause. */
export const connectionMessage =
  'Unable to mutually authenticate and connect to the remote appliance. Please check the source and target appliances has valid certificate chain uploaded which are signed by the same CA.'

const generalError = (...args: string[]): Answer => ({ code: 'CGEN1008', args })

export const invalidCsrKey = generalError('Invalid CSR key.')
export const invalidChain = generalError('Invalid certificate chain provided.')
export const missingKeyPurpose = generalError('No Client/Server authentication EKU present in leaf certificate.')
export const notAWebServerCertificate = generalError('User Certificate is not a web server certificate.')
/** CGEN1008 where the KB documents no MessageArgs. */
export const unexplainedError = generalError()
export const invalidFile: Answer = { code: 'CSEC9002', args: [] }
export const invalidDistinguishedName: Answer = { code: 'CGEN6002', args: ['DistinguishedName'] }
