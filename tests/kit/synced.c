/* Notes how much of each write-ahead log has reached the disk: what a loss of power would leave of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(int fd) {
    char link[64], path[4096], beside[4200];
    struct stat found;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 4) return;
    path[length] = 0;
    if (strcmp(path + length - 4, "-wal") || fstat(fd, &found)) return;
    snprintf(beside, sizeof beside, "%s.synced", path);
    int file = open(beside, O_WRONLY | O_CREAT, 0600);
    if (file < 0) return;
    char text[24];
    int written = snprintf(text, sizeof text, "%020lld", (long long)found.st_size);
    if (pwrite(file, text, written, 0) < 0) _exit(70); /* at once and in place: a kill finds the old one or the new */
    close(file);
}

static int through(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(fd);
    if (result == 0) note(fd);
    return result;
}

int fsync(int fd) { return through("fsync", fd); }
int fdatasync(int fd) { return through("fdatasync", fd); }
