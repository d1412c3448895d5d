// What the window is shown, by the names of those who make it: it imports the contract only.
export type { Answer } from '../appliance/answers.ts'
export type {
  CheckReport,
  ComparisonReport,
  FindingReport,
  Issued,
  Role as CertificateRole,
} from '../appliance/report.ts'
export type { Details, DetailSection } from '../engine/certificate-details.ts'
export type { Compared } from '../engine/compare.ts'
export type { DifferenceView, ReturnView } from '../engine/compare-return.ts'
export type { Candidate, CertificateSummary, ChainLink, Examination, Judged } from '../engine/examination.ts'
export type { FailureReport } from '../engine/failure-report.ts'
export type { FileReport, FoundReport, LeftOverReport, MissingReport } from '../engine/file-report.ts'
export type { Exported as ExportRecord, ImportedFile, Moment, Project, Role } from '../projects/project.ts'
