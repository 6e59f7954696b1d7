// What this target knows of libcurl: the part of its binary interface that is used, by its documentation, so that no
// header of libcurl is needed to build. The numbers are part of that interface and never change.
#ifndef LIBCURL_H
#define LIBCURL_H

#include <stdbool.h>
#include <stddef.h>

typedef void CURL;
typedef void CURLM;
typedef void CURLU;
typedef struct curl_slist curl_slist;

// What `curl_version_info` tells, as far as the version that is asked for has it.
typedef struct {
    int age;
    const char *version;
    unsigned version_number;
    const char *host;
    int features;
    const char *ssl_version;
    long ssl_version_number;
    const char *libz_version;
    const char *const *protocols;
    const char *ares;
    int ares_number;
    const char *libidn;
    int iconv_version_number;
    const char *libssh_version;
    unsigned brotli_version_number;
    const char *brotli_version;
    unsigned nghttp2_version_number;
    const char *nghttp2_version;
    const char *quic_version;
    // From 7.70 on.
    const char *authorities_file;
    const char *authorities_folder;
} curl_version_info_data;
enum { CURLVERSION_OF_7_70 = 6 };

// Bytes that are given as an option; with no flag they are not copied.
struct curl_blob {
    void *data;
    size_t length;
    unsigned flags;
};

typedef int CURLcode;
enum {
    CURLE_OK = 0,
    CURLE_UNSUPPORTED_PROTOCOL = 1,
    CURLE_FAILED_INIT = 2,
    CURLE_WEIRD_SERVER_REPLY = 8,
    CURLE_PARTIAL_FILE = 18,
    CURLE_WRITE_ERROR = 23,
    CURLE_OPERATION_TIMEDOUT = 28,
    CURLE_UNKNOWN_OPTION = 48,
    CURLE_GOT_NOTHING = 52,
    CURLE_HTTP2_STREAM = 92,
    CURLE_TOO_LARGE = 100,
};
typedef int CURLMcode;
enum { CURLM_BAD_HANDLE = 1 };
enum { CURLMOPT_MAXCONNECTS = 6, CURLMOPT_SOCKETFUNCTION = 20001 };
// What is waited for at a socket.
enum { CURL_POLL_IN = 1, CURL_POLL_OUT = 2, CURL_POLL_INOUT = 3, CURL_POLL_REMOVE = 4 };
typedef int CURLUcode;
enum { CURLUE_BAD_HANDLE = 1 };
enum { CURLUPART_HOST = 5 };

// An option's number says the type of its argument: long, pointer, function, 64-bit number, pointer to a blob.
typedef int CURLoption;
enum {
    OPTION_RANGE = 10000,
    OPTION_IS_LONG = 0,
    OPTION_IS_NUMBER_OF_64_BITS = 3,
};
enum {
    CURLOPT_WRITEDATA = 10001,
    CURLOPT_URL = 10002,
    CURLOPT_WRITEFUNCTION = 20011,
    CURLOPT_ERRORBUFFER = 10010,
    CURLOPT_CUSTOMREQUEST = 10036,
    CURLOPT_CAINFO = 10065,
    CURLOPT_CAPATH = 10097,
    CURLOPT_HEADERDATA = 10029,
    CURLOPT_HEADERFUNCTION = 20079,
    CURLOPT_ACCEPT_ENCODING = 10102,
    CURLOPT_PRIVATE = 10103,
    CURLOPT_TIMEOUT_MS = 155,
    CURLOPT_HTTP_CONTENT_DECODING = 158,
    CURLOPT_SEEKFUNCTION = 20167,
    CURLOPT_SUPPRESS_CONNECT_HEADERS = 265,
    CURLOPT_HTTP09_ALLOWED = 285,
    CURLOPT_PREREQFUNCTION = 20312,
    CURLOPT_PREREQDATA = 10313,
    CURLOPT_PROXY_CAINFO = 10246,
    CURLOPT_PROXY_CAPATH = 10247,
    CURLOPT_CAINFO_BLOB = 40309,
    CURLOPT_PROXY_CAINFO_BLOB = 40310,
};
enum { CURL_SEEKFUNC_FAIL = 1 };
enum { CURL_PREREQFUNC_OK = 0, CURL_PREREQFUNC_ABORT = 1 };

typedef int CURLINFO;
enum {
    CURLINFO_PRIVATE = 0x100000 + 21,
    CURLINFO_REQUEST_SIZE = 0x200000 + 12,
    CURLINFO_CONTENT_LENGTH_DOWNLOAD = 0x300000 + 15,
};

enum { CURLMSG_DONE = 1 };
typedef struct {
    int msg;
    CURL *easy_handle;
    union {
        void *whatever;
        CURLcode result;
    } data;
} CURLMsg;

typedef size_t (*curl_write_callback)(char *data, size_t size, size_t count, void *context);

typedef int (*curl_socket_callback)(CURL *handle, int socket, int what, void *context, void *socket_context);

// The functions of the loaded library.
struct libcurl {
    CURLcode (*global_init)(long);
    char *(*version)(void);
    curl_version_info_data *(*version_info)(int);
    void (*free)(void *);
    curl_slist *(*slist_append)(curl_slist *, const char *);
    void (*slist_free_all)(curl_slist *);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*easy_pause)(CURL *, int);
    const char *(*easy_strerror)(CURLcode);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *);
    CURLMcode (*multi_setopt)(CURLM *, CURLoption, ...);
    CURLMcode (*multi_add_handle)(CURLM *, CURL *);
    CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
    CURLMcode (*multi_assign)(CURLM *, int, void *);
    CURLMcode (*multi_socket_action)(CURLM *, int, int, int *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *);
    CURLUcode (*url_set)(CURLU *, int, const char *, unsigned);
    CURLUcode (*url_get)(CURLU *, int, char **, unsigned);
};

// The loaded library, loading it first if need be; NULL when that failed.
const struct libcurl *libcurl(void);

// Whether an address of code is libcurl's own.
//
// Its calls to its own functions may come here too, because a program's definitions come before a library's. They are
// passed on unchanged.
bool is_in_libcurl(const void *address);

#endif
