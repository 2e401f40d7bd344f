/* A disk that needs longer for each sync: put before the system's own calls with LD_PRELOAD. The
 * time to wait, in microseconds, is in SLOW_DISK_US. sled's flush is a sync_file_range on Linux,
 * so it pays twice a group: once for its own, once for Cairn's fdatasync. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>

static void wait_longer(void) {
    const char *text = getenv("SLOW_DISK_US");
    long us = text ? atol(text) : 0;
    struct timespec time = {us / 1000000, (us % 1000000) * 1000};
    nanosleep(&time, NULL);
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_longer();
    return real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_longer();
    return real(file);
}

int sync_file_range(int file, off64_t offset, off64_t bytes, unsigned int flags) {
    int (*real)(int, off64_t, off64_t, unsigned int) =
        (int (*)(int, off64_t, off64_t, unsigned int))dlsym(RTLD_NEXT, "sync_file_range");
    wait_longer();
    return real(file, offset, bytes, flags);
}
