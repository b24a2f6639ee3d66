@echo off
rem Runs Maven: an installed one of at least 3.8 (MAVEN_HOME, then PATH), else the one that
rem .mvn\wrapper\maven-wrapper.properties names. See .mvn\wrapper\find-maven.ps1, which looks for it.
setlocal EnableExtensions DisableDelayedExpansion

set "DARKROOM_MVN="
for /f "usebackq delims=" %%m in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0.mvn\wrapper\find-maven.ps1"`) do set "DARKROOM_MVN=%%m"
if not defined DARKROOM_MVN exit /b 1

rem Without call, so that the exit code and the arguments are Maven's own.
"%DARKROOM_MVN%" %*
