/**
 * Maven projects for users' own strategies. Place: in {@code boot}, beside the engine. Input: a name, the installation.
 * Output: a folder with a project, and the strategy API in Maven's local repository. Owning thread: the main thread.
 */
package io.tiercel.engine.boot.project;
