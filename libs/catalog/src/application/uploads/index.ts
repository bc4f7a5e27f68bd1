export { AnswerUploadSession } from './answer-upload-session';
export { CancelUploadSession } from './cancel-upload-session';
export { FindUploadSession } from './find-upload-session';
export { ForgetUploadSessions } from './forget-upload-sessions';
export { OpenUploadSession } from './open-upload-session';
