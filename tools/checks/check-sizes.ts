import { countLines, findOversized, projectFiles } from './file-sizes';

const faults = findOversized(projectFiles(), countLines);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
