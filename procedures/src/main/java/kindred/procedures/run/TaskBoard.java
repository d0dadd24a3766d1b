package kindred.procedures.run;

import kindred.train.Progress;

/** Another place than Kindred's own where running jobs are shown. Never throws: progress must not fail training. */
@FunctionalInterface
public interface TaskBoard {

    /** Shows a job's tasks as they begin and advance. */
    Notice post(String jobId, String title);

    /** One job on the board. */
    interface Notice extends Progress {

        /** The job ended in the middle of its current task, by failure or termination. */
        void failed();
    }
}
